// Package trim cuts the bad ends of reads.
package trim

import (
	"errors"
	"io"

	"example.com/readtool/internal/fastq"
)

// worst is the character of the quality 0.
const worst = '!'

// Options say what is good enough.
type Options struct {
	Quality   int
	MinLength int
}

// Counts say how many reads there were.
type Counts struct {
	Read int
	Kept int
}

// All trims every read of in, and writes those that are long enough to out.
func All(in *fastq.Reader, out *fastq.Writer, options Options) (Counts, error) {
	var counts Counts
	for {
		record, err := in.Next()
		if errors.Is(err, io.EOF) {
			return counts, out.Flush()
		}
		if err != nil {
			return counts, err
		}
		counts.Read++
		end := goodEnd(record.Qualities, options.Quality)
		if end < options.MinLength {
			continue
		}
		record.Bases, record.Qualities = record.Bases[:end], record.Qualities[:end]
		if err := out.Write(record); err != nil {
			return counts, err
		}
		counts.Kept++
	}
}

func goodEnd(qualities string, least int) int {
	end := len(qualities)
	for end > 0 && int(qualities[end-1])-worst < least {
		end--
	}
	return end
}
