package com.example.workdays;

/** A federal state. */
public enum Region {
    BB,
    BE,
    BW,
    BY,
    HB,
    HE,
    HH,
    MV,
    NI,
    NW,
    RP,
    SH,
    SL,
    SN,
    ST,
    TH
}
