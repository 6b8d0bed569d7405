namespace Cloakroom;

/// <summary>What a guest cannot have. Its status is what the client gets.</summary>
public abstract class Refusal(string message, int status) : Exception(message)
{
    public static int StatusOf(Exception error) =>
        error is Refusal refusal ? refusal.Status : StatusCodes.Status500InternalServerError;

    public int Status { get; } = status;
}

public sealed class Unknown(string what) : Refusal($"There is no {what}", StatusCodes.Status404NotFound);

public sealed class Full(string what) : Refusal($"There is no room for another {what}", StatusCodes.Status409Conflict);
