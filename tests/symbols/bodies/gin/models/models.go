package models

type NewItem struct {
	Title string `json:"title" binding:"required"`
}

type Item struct {
	NewItem
	ID int64 `json:"id"`
}

type Items interface {
	Create(ctx context.Context, in NewItem) (*Item, error)
	All() ([]Item, error)
}
