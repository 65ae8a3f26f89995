global using Decision = Telemed.Kernel.Decision<Telemed.Recognition.RecognitionEvent, Telemed.Recognition.RecognitionRefusal>;
global using Telemed.Testing;
