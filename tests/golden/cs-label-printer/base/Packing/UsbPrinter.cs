namespace Packing;

public sealed class UsbPrinter : IPrinter
{
    public Task Print(string label) => File.WriteAllTextAsync("/dev/usb/lp0", label);
}
