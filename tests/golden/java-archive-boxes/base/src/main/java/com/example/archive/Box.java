package com.example.archive;

import java.time.LocalDate;

/** A box as it was deposited; {@code closedUntil} is null for one that never was closed. */
public record Box(String signature, String depositor, String shelf, LocalDate closedUntil) {}
