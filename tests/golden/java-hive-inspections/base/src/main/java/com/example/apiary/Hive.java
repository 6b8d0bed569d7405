package com.example.apiary;

public record Hive(int number, String place) {
    public Hive {
        if (number < 1) {
            throw new IllegalArgumentException("number of a hive: " + number);
        }
    }
}
