namespace Tidewaiter.Declarations.Read;

/// <summary>A message is larger than any real one. Caught by the reader, which knows the place.</summary>
internal sealed class TooMuchException(string message) : Exception(message);
