module example.com/stave

go 1.24
