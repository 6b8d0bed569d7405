module example.com/gantry

go 1.24
