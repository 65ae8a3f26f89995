global using Decision = Telemed.Kernel.Decision<Telemed.Consultations.ConsultationEvent, Telemed.Consultations.ConsultationRefusal>;
global using Telemed.Cases.Consenting;
global using Telemed.Cases.Timing;
global using Transition = Telemed.Cases.Acting.Transition<Telemed.Consultations.ConsultationAction, Telemed.Consultations.ConsultationStatus, Telemed.Consultations.When>;
