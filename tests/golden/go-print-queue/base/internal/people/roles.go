// Package people knows who uses the library.
package people

// Role is what somebody is here. Higher numbers are served later.
type Role int

const (
	Staff Role = iota
	Student
)
