module example.com/platform9

go 1.24
