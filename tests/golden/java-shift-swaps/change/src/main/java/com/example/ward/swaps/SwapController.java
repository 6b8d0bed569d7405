package com.example.ward.swaps;

import com.example.ward.StaffOnly;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@StaffOnly
@RestController
@RequestMapping("/swaps")
public class SwapController {
    record Open(Long id, Long shift) {}

    private final Swaps swaps;

    SwapController(Swaps swaps) {
        this.swaps = swaps;
    }

    @GetMapping
    public List<Open> open() {
        return swaps.findByTakenByIsNullOrderByShift().stream().map(swap -> new Open(swap.id(), swap.shift())).toList();
    }

    @PostMapping("/{shift}")
    @ResponseStatus(HttpStatus.CREATED)
    public Open offer(@PathVariable Long shift, Principal nurse) {
        return new Open(swaps.save(new Swap(shift, nurse.getName())).id(), shift);
    }

    @PostMapping("/{id}/take")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void take(@PathVariable Long id, Principal nurse) {
        swaps.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)).take(nurse.getName());
    }
}
