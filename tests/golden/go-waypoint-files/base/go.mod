module example.com/rescue

go 1.24
