package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"

	"example.com/postroom/internal/web"
)

func main() {
	var teams map[string]string
	if err := json.Unmarshal([]byte(os.Getenv("POSTROOM_TEAMS")), &teams); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", web.New(teams)))
}
