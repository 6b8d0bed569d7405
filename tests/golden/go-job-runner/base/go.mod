module example.com/jobber

go 1.24
