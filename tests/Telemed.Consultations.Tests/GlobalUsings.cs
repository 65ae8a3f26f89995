global using Decision = Telemed.Kernel.Decision<Telemed.Consultations.ConsultationEvent, Telemed.Consultations.ConsultationRefusal>;
global using Telemed.Testing;
global using Transition = Telemed.Cases.Acting.Transition<Telemed.Consultations.ConsultationAction, Telemed.Consultations.ConsultationStatus, Telemed.Consultations.When>;
