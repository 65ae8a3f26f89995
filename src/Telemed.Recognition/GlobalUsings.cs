global using Decision = Telemed.Kernel.Decision<Telemed.Recognition.RecognitionEvent, Telemed.Recognition.RecognitionRefusal>;
global using Transition = Telemed.Cases.Acting.Transition<Telemed.Recognition.RecognitionAction, Telemed.Recognition.RecognitionStatus, Telemed.Recognition.When>;
