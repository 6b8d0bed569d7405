package com.example.nursery;

/** What a member of staff shows at the gate. */
public record Passport(String name, String number) {}
