package hazard

import "testing"

func petrol(change func(*Declaration)) Declaration {
	group := "II"
	d := Declaration{
		Substance:    Substance{UNNumber: 1203, ShippingName: "GASOLINE"},
		Container:    "MSCU6639870",
		Class:        "3",
		PackingGroup: &group,
		NetMassG:     14_200_000,
	}
	change(&d)
	return d
}

func TestDeclarationsThatAreRight(t *testing.T) {
	for name, change := range map[string]func(*Declaration){
		"petrol":             func(*Declaration) {},
		"no packing group":   func(d *Declaration) { d.PackingGroup = nil },
		"a division":         func(d *Declaration) { d.Class = "2.1" },
		"the lowest number":  func(d *Declaration) { d.UNNumber = 4 },
		"the highest number": func(d *Declaration) { d.UNNumber = 3600 },
		"the highest mass":   func(d *Declaration) { d.NetMassG = 30_480_000 },
	} {
		if err := petrol(change).Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDeclarationsThatAreWrong(t *testing.T) {
	group := "IV"
	for name, change := range map[string]func(*Declaration){
		"a number too low":      func(d *Declaration) { d.UNNumber = 3 },
		"a number too high":     func(d *Declaration) { d.UNNumber = 3601 },
		"no name":               func(d *Declaration) { d.ShippingName = "" },
		"no class":              func(d *Declaration) { d.Class = "" },
		"another packing group": func(d *Declaration) { d.PackingGroup = &group },
		"no mass":               func(d *Declaration) { d.NetMassG = 0 },
		"too much":              func(d *Declaration) { d.NetMassG = 30_480_001 },
	} {
		if petrol(change).Check() == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
