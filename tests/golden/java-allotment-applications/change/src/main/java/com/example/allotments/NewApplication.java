package com.example.allotments;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

record NewApplication(
        @NotBlank @Size(max = 80) String name,
        @NotBlank @Email @Size(max = 254) String email,
        @Postcode String postcode,
        @Min(1) @Max(12) int people,
        @NotNull @DecimalMin("0.5") @DecimalMax("4") BigDecimal areaInAres) {

    BigDecimal squareMetres() {
        return areaInAres.movePointRight(2);
    }
}
