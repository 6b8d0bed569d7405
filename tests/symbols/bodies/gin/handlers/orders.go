package handlers

import "github.com/gin-gonic/gin"

type Order struct {
	Number int `json:"number"`
}

type OrderHandler struct{}

func (h *OrderHandler) Create(c *gin.Context) {
	order := Order{}
	if err := c.ShouldBindJSON(&order); err != nil {
		return
	}
	c.JSON(200, order)
}

func (h *OrderHandler) List(c *gin.Context) {
	orders := []Order{}
	// What is written has the fields that stand here.
	c.JSON(200, gin.H{
		"orders": orders,
		"count":  3,
	})
}

func (h *OrderHandler) Get(c *gin.Context) {
	render(c, Order{}) // nobody knows what it does
	c.JSON(404, Order{})
}

func (h *OrderHandler) Put(c *gin.Context) {
	var in any
	c.ShouldBindJSON(&in)
	c.JSON(status(), in)
}

func (h *OrderHandler) Wrapped(c *gin.Context) {
	c.Writer.Write([]byte("x"))
	c.JSON(200, Order{})
}

func (h *OrderHandler) Either(c *gin.Context) {
	if c.Query("all") != "" {
		c.JSON(200, gin.H{"a": 1})
		return
	}
	c.JSON(200, Order{})
}
