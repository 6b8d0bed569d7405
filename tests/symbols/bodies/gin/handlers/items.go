package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/shop/models"
)

type ItemHandler struct {
	store models.Items
}

func NewItemHandler(store models.Items) *ItemHandler {
	return &ItemHandler{store: store}
}

func (h *ItemHandler) List(c *gin.Context) {
	items, err := h.store.All()
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
		return
	}
	c.JSON(http.StatusOK, items)
}

func (h *ItemHandler) Create(c *gin.Context) {
	var in models.NewItem
	if err := c.ShouldBindJSON(&in); err != nil {
		c.AbortWithStatusJSON(400, gin.H{"error": err.Error()})
		return
	}
	item, err := h.store.Create(c.Request.Context(), in)
	if err != nil {
		fail(c, http.StatusConflict, err)
		return
	}
	c.JSON(http.StatusCreated, item)
}

func (h *ItemHandler) Get(c *gin.Context) {
	id := c.Param("id")
	c.JSON(http.StatusOK, &models.Item{ID: number(id)})
}

func (h *ItemHandler) Delete(c *gin.Context) {
	c.Status(http.StatusNoContent)
}

func fail(c *gin.Context, status int, err error) {
	c.JSON(status, gin.H{"error": err.Error()})
}

func created(c *gin.Context, value any) {
	c.JSON(http.StatusCreated, value)
}

func Helped(c *gin.Context) {
	item := models.Item{}
	created(c, item)
}

func Page(c *gin.Context) {
	c.JSON(200, page(c.Query("x")))
}
