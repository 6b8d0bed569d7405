package com.example.ward.swaps;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Swaps extends JpaRepository<Swap, Long> {
    List<Swap> findByTakenByIsNullOrderByShift();
}
