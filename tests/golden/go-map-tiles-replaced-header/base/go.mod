module example.com/contour

go 1.24
