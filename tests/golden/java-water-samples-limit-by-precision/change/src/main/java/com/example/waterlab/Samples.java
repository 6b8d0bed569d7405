package com.example.waterlab;

import org.springframework.data.jpa.repository.JpaRepository;

public interface Samples extends JpaRepository<Sample, Long> {}
