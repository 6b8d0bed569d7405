package main

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/shop/handlers"
	"example.org/shop/models"
)

func main() {
	r := gin.Default()
	items := handlers.NewItemHandler(store)
	orders := &handlers.OrderHandler{}
	r.GET("/items", items.List)                // => - models.Item[] 200
	r.POST("/items", auth, items.Create)       // => models.NewItem models.Item 201
	r.GET("/items/:id", items.Get)             // => - models.Item 200
	r.DELETE("/items/:id", items.Delete)       // => - - 204
	r.POST("/orders", orders.Create)           // => Order Order 200
	r.GET("/orders", orders.List)              // => - the object in line 22 200
	r.GET("/orders/:id", orders.Get)           // => - -
	r.PUT("/orders/:id", orders.Put)           // => - -
	r.GET("/wrapped", orders.Wrapped)          // => - -
	r.GET("/either", orders.Either)            // => - - 200
	r.GET("/page", handlers.Page)              // => - - 200
	r.GET("/helped", handlers.Helped)          // => - models.Item 201
	r.POST("/inline", func(c *gin.Context) { // => models.NewItem - 202
		var in models.NewItem
		if c.Bind(&in) != nil {
			return
		}
		c.Status(http.StatusAccepted)
	})
}
