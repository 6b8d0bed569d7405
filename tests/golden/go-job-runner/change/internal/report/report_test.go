package report

import (
	"bytes"
	"testing"
	"time"

	"example.com/jobber/internal/job"
)

var night = job.Run{Results: []job.Result{
	{Name: "backup", State: job.Succeeded, Duration: 12*time.Minute + 5*time.Second},
	{Name: "mirror", State: job.Failed, Duration: 7 * time.Second},
	{Name: "archive", State: job.Succeeded, Duration: 61 * time.Second},
}}

func TestFailedJobsComeFirst(t *testing.T) {
	var out bytes.Buffer
	if err := Text(&out, night); err != nil {
		t.Fatal(err)
	}
	want := "failed     mirror                          07s\n" +
		"succeeded  archive                         1m01s\n" +
		"succeeded  backup                          12m05s\n" +
		"3 jobs, 1 failed\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestJSONHasSeconds(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, job.Run{Results: night.Results[1:2]}); err != nil {
		t.Fatal(err)
	}
	if want := "[{\"name\":\"mirror\",\"state\":\"failed\",\"seconds\":7}]\n"; out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}
