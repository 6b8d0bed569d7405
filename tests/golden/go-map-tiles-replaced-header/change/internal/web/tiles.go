package web

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"example.com/contour/internal/tiles"
)

const (
	renderedNightly = 24 * time.Hour
	maybeSoon       = renderedNightly / (24 * 60)
)

func serveTile(store *tiles.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		at, err := tiles.ParseCoordinates(r.PathValue("z"), r.PathValue("x"), r.PathValue("y"))
		if err != nil {
			problem(w, http.StatusBadRequest, err.Error())
			return
		}
		keep(w, renderedNightly)
		image, err := store.Read(r.PathValue("set"), at.Z, at.X, at.Y)
		if errors.Is(err, tiles.ErrNone) {
			keep(w, maybeSoon)
			problem(w, http.StatusNotFound, err.Error())
			return
		}
		if err != nil {
			slog.ErrorContext(r.Context(), "tile not read", "err", err)
			w.Header().Del("Cache-Control")
			problem(w, http.StatusInternalServerError, "the tile cannot be read")
			return
		}
		w.Header().Set("Content-Type", "image/png")
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(image)))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(image))
	}
}

func keep(w http.ResponseWriter, period time.Duration) {
	w.Header().Set("Cache-Control", fmt.Sprintf("public, max-age=%.0f", period.Seconds()))
}
