package fastq

import (
	"bufio"
	"io"
)

// Writer writes one record after the other.
type Writer struct {
	out *bufio.Writer
}

// NewWriter writes to out.
func NewWriter(out io.Writer) *Writer {
	return &Writer{out: bufio.NewWriterSize(out, 1<<20)}
}

// Write writes a record. An error shows in Flush at the latest.
func (w *Writer) Write(record Record) error {
	for _, text := range [...]string{"@", record.Name, "\n", record.Bases, "\n+\n", record.Qualities, "\n"} {
		if _, err := w.out.WriteString(text); err != nil {
			return err
		}
	}
	return nil
}

// Flush writes what is still buffered.
func (w *Writer) Flush() error {
	return w.out.Flush()
}
