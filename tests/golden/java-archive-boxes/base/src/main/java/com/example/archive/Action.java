package com.example.archive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What a person does with something of ours. */
public abstract class Action<S, R> {
    private static final Logger LOG = System.getLogger("actions");

    protected abstract boolean permits(Person person, S subject);

    protected abstract R perform(S subject);

    public final R run(Person person, S subject) {
        boolean permitted = permits(person, subject);
        String outcome = permitted ? "permitted" : "denied";
        LOG.log(Level.INFO, "{0}: {1} for {2}: {3}", getClass().getSimpleName(), subject, person.name(), outcome);
        if (!permitted) {
            throw new Denied(person.name() + " may not do this");
        }
        return perform(subject);
    }
}
