namespace Packing;

/// <summary>Settings of the labels; the defaults are for the small table.</summary>
public sealed class LabelOptions
{
    public int Room { get; set; } = 10;

    public string Paper { get; set; } = "62mm";
}
