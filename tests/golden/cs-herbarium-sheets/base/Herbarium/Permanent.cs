namespace Herbarium;

/// <summary>What is never deleted from the database.</summary>
public abstract class Permanent
{
    public int Id { get; private set; }

    public bool Withdrawn { get; internal set; }
}
