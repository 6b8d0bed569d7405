package faults

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"example.com/hoistway/internal/queue"
	"example.com/hoistway/internal/tickets"
)

const stuck = `{"event_id":"f-1","lift":"L4","code":"E912","occurred_at":"2026-05-26T03:12:00Z"}`

type broker struct {
	bodies []string
	opened []tickets.Ticket
	open   error
	steps  []string
}

func (b *broker) Receive(context.Context) (queue.Delivery, error) {
	if len(b.bodies) == 0 {
		return nil, io.EOF
	}
	body := b.bodies[0]
	b.bodies = b.bodies[1:]
	return &delivery{b, body}, nil
}

func (b *broker) Publish(_ context.Context, body []byte) error {
	b.steps = append(b.steps, "dead: "+string(body))
	return nil
}

func (b *broker) Open(_ context.Context, ticket tickets.Ticket) error {
	if b.open == nil {
		b.opened = append(b.opened, ticket)
		b.steps = append(b.steps, "open")
	}
	return b.open
}

type delivery struct {
	broker *broker
	body   string
}

func (d *delivery) Body() []byte { return []byte(d.body) }

func (d *delivery) Ack(context.Context) error {
	d.broker.steps = append(d.broker.steps, "ack")
	return nil
}

func (d *delivery) Release(_ context.Context, delay time.Duration) error {
	d.broker.steps = append(d.broker.steps, "release for "+delay.String())
	return nil
}

func TestWhatIsDoneAndWhen(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		open error
		want []string
	}{
		"a fault":                    {stuck, nil, []string{"open", "ack"}},
		"a database that is away":    {stuck, errors.New("refused"), []string{"release for 30s"}},
		"an event without its code":  {`{"event_id":"f-2"}`, nil, []string{`dead: {"event_id":"f-2"}`, "ack"}},
		"an event that is not JSON":  {"fault!", nil, []string{"dead: fault!", "ack"}},
		"a code that is not a fault": {`{"event_id":"f-3","lift":"L4","code":"W1","occurred_at":"2026-05-26T03:12:00Z"}`, nil, []string{`dead: {"event_id":"f-3","lift":"L4","code":"W1","occurred_at":"2026-05-26T03:12:00Z"}`, "ack"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &broker{bodies: []string{test.body}, open: test.open}
			if err := NewConsumer(b, b, b).Run(context.Background()); !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			if !slices.Equal(b.steps, test.want) {
				t.Errorf("got %q, want %q", b.steps, test.want)
			}
		})
	}
}

func TestPriorities(t *testing.T) {
	for code, want := range map[string]tickets.Priority{
		"E100": tickets.Normal, "E899": tickets.Normal, "E900": tickets.Urgent, "E999": tickets.Urgent,
	} {
		if got := (event{Code: code}).ticket().Priority; got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
}
