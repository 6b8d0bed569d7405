module example.com/hoistway

go 1.24
