// Package fastq reads and writes what sequencers give.
package fastq

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Record is one read. Bases and Qualities are of the same length.
type Record struct {
	Name      string
	Bases     string
	Qualities string
}

// Reader reads one record after the other.
type Reader struct {
	in   *bufio.Reader
	line int
}

// NewReader reads from in.
func NewReader(in io.Reader) *Reader {
	return &Reader{in: bufio.NewReaderSize(in, 1<<20)}
}

// Next returns the next record, or io.EOF after the last one.
func (r *Reader) Next() (Record, error) {
	name, err := r.next()
	if err != nil {
		return Record{}, err
	}
	if !strings.HasPrefix(name, "@") {
		return Record{}, r.wrong("a read begins with @")
	}
	var rest [3]string
	for i := range rest {
		rest[i], err = r.next()
		if errors.Is(err, io.EOF) {
			return Record{}, r.wrong("the file ends within a read")
		}
		if err != nil {
			return Record{}, err
		}
		if i == 1 && !strings.HasPrefix(rest[i], "+") {
			return Record{}, r.wrong("the third line of a read begins with +")
		}
	}
	if len(rest[0]) != len(rest[2]) {
		return Record{}, r.wrong("there are not as many qualities as bases")
	}
	return Record{Name: name[1:], Bases: rest[0], Qualities: rest[2]}, nil
}

func (r *Reader) next() (string, error) {
	text, err := r.in.ReadString('\n')
	if err != nil && (text == "" || !errors.Is(err, io.EOF)) {
		return "", err
	}
	r.line++
	return strings.TrimRight(text, "\r\n"), nil
}

func (r *Reader) wrong(why string) error {
	return fmt.Errorf("line %d: %s", r.line, why)
}
