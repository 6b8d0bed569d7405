package com.example.office;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

public interface Letters extends JpaRepository<Letter, Long> {
    List<Letter> findByStateAndNextAtLessThanEqual(Letter.State state, Instant now);
}
