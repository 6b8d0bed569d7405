package com.example.archive;

import java.util.Set;

public record Person(String name, Set<Role> roles) {
    public enum Role { READER, ARCHIVIST, BINDER }

    public boolean lacks(Role role) {
        return !roles.contains(role);
    }
}
