package com.example.netops;

import java.time.LocalDate;
import java.util.UUID;

public record Opening(UUID id, String zone, String host, int port, LocalDate lastDay) {}
