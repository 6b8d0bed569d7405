package com.example.catalogue;

public record Product(String sku, String name, long priceCents) {}
