module example.com/licheck

go 1.24
