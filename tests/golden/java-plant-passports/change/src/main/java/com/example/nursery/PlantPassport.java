package com.example.nursery;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

// TODO: print the flag of the Union on it, once we have the licence for the drawing
@Entity
@Table(name = "passport")
public class PlantPassport extends Kept {
    private String code;
    private String botanicalName;
    private int plants;

    protected PlantPassport() {}

    public PlantPassport(String code, String botanicalName, int plants) {
        this.code = code;
        this.botanicalName = botanicalName;
        this.plants = plants;
    }

    public String code() {
        return code;
    }

    public String botanicalName() {
        return botanicalName;
    }

    public int plants() {
        return plants;
    }
}
