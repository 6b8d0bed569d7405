namespace Packing;

public interface IPrinter
{
    /// <summary>Prints a label and returns when it is printed; throws <see cref="IOException"/> when it is not.</summary>
    Task Print(string label);
}
