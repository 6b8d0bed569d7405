package com.example.subtitles;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seconds on the command line, milliseconds in the program. */
class OffsetConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String seconds) {
        try {
            return new BigDecimal(seconds).movePointRight(3).longValueExact();
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new TypeConversionException("'" + seconds + "' is not a number of seconds with up to three decimals");
        }
    }
}
