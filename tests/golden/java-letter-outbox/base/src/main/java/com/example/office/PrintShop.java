package com.example.office;

/** The library of the print shop brings the implementation. */
public interface PrintShop {
    /** Hands a letter over; false when the print shop does not accept it or cannot be reached. */
    boolean accept(String text);
}
