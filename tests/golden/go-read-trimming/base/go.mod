module example.com/readtool

go 1.24
