// Package queue is what the service needs of the message broker.
package queue

import (
	"context"
	"time"
)

// Delivery is an event that was received and is not settled yet. One that is still not settled after a minute, as
// when the process has died, is delivered again, perhaps to another process.
type Delivery interface {
	Body() []byte
	// Ack settles the delivery for good.
	Ack(ctx context.Context) error
	// Release gives the event back, to be delivered again after the delay.
	Release(ctx context.Context, delay time.Duration) error
}

// Source is where events are received from.
type Source interface {
	Receive(ctx context.Context) (Delivery, error)
}

// Sink takes events; one that was published without an error is stored by the broker.
type Sink interface {
	Publish(ctx context.Context, body []byte) error
}
