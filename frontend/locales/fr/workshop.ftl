# The workshop that a consultation comes from, for everyone.
workshop-lead = Cette consultation vient d’un atelier. Voici ce qui y a été dit.
workshop-held-on = Atelier du { $date }
workshop-around-table = Qui était autour de la table
workshop-missing = Qui manquait
workshop-missing-lead = L’atelier veut que ces personnes viennent aussi.
workshop-minutes = Le compte rendu
workshop-minutes-open = Lire le compte rendu
workshop-minutes-rest = Le texte est long. Ouvrez le fichier pour lire la suite.
workshop-minutes-file = Ouvrir le compte rendu entier
workshop-back = Retour à la consultation
workshop-link = Lire ce qui a été dit à l’atelier, et qui manquait
