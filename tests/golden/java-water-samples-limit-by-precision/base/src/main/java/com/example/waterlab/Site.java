package com.example.waterlab;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Site {
    @Id
    @Column(length = 8)
    private String code;

    @Column(nullable = false, length = 80)
    private String river;

    protected Site() {}

    public Site(String code, String river) {
        this.code = code;
        this.river = river;
    }

    public String code() {
        return code;
    }

    public String river() {
        return river;
    }
}
