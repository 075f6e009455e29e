namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Reads the content of a configuration file; the name is for messages.</summary>
/// <exception cref="InvalidDataException">It is malformed; the text says where.</exception>
internal delegate Dictionary<string, string?> FileConfigurationReader(Stream stream, string name);
