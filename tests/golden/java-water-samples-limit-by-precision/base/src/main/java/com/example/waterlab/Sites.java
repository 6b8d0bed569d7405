package com.example.waterlab;

import org.springframework.data.jpa.repository.JpaRepository;

public interface Sites extends JpaRepository<Site, String> {}
