package com.example.catalogue;

import java.util.Collection;

public interface Catalogue {
    Collection<Product> products();
}
