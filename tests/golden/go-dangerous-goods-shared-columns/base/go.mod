module example.com/stowage

go 1.24
