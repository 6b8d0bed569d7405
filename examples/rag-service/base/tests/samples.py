"""Documents that the tests share."""

RETURNS = """\
Unused grinders can be returned within 30 days of delivery. Send them back in the original box, with all parts and
the receipt. We refund the price within 14 days after the parcel has arrived. Return shipping is free inside the
European Union.

Grinders that have ground coffee are used goods. Used goods can be exchanged for store credit within 14 days."""

CLEANING = """\
Clean the burrs of the grinder every two weeks. Unplug the grinder before you open it! Lift the hopper, unscrew the
upper burr and brush both burrs with a dry brush. Never wash burrs with water: they rust within hours.

Descale the espresso machine every three months. Fill the tank with one litre of water and one bag of descaler, then
run the descaling programme twice."""
