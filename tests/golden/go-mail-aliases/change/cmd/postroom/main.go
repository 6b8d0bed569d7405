package main

import (
	"database/sql"
	"encoding/json"
	"log"
	"net/http"
	"os"

	_ "github.com/jackc/pgx/v5/stdlib"

	"example.com/postroom/internal/alias"
	"example.com/postroom/internal/web"
)

func main() {
	var teams map[string]string
	if err := json.Unmarshal([]byte(os.Getenv("POSTROOM_TEAMS")), &teams); err != nil {
		log.Fatal(err)
	}
	db, err := sql.Open("pgx", os.Getenv("POSTROOM_DATABASE"))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", web.New(teams, alias.Routes(alias.NewStore(db)))))
}
